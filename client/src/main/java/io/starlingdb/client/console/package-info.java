/**
 * The CQL console, in the order a typed line takes: {@link io.starlingdb.client.console.Console} reads at a terminal ({@code CqlLines} says
 * when a statement is complete) or from a pipe, {@code StatementReader} cuts the text into statements, {@code Interpreter} carries each out:
 * {@code SettingCommands} change the {@code Settings}, {@code QueryRun} sends CQL. {@link io.starlingdb.client.console.ResultTable} and
 * {@code ValueText} lay results out, {@code ErrorText} points at what was wrong, a {@code Screen} shows it, {@code Cancel} gives it up. {@code CopyStatement} and
 * {@code CopyOptions} say what to COPY; {@code CopyFrom} reads a {@code CopyFile}, turns fields into values by {@code CsvFields} and
 * {@code CsvValue}, sends them by {@code RowSender}, keeps {@code BadLines} apart and a {@code CopyMark} of how far it is; {@code CopyTo} is the
 * way back. {@code CqlCompleter} is Tab with {@code CqlWords} and {@code SchemaNames}; {@code HelpTopics} is HELP.
 */
@NullMarked
package io.starlingdb.client.console;

import org.jspecify.annotations.NullMarked;
