/**
 * The CQL console, in the order a typed line takes: {@link io.starlingdb.client.console.Console} reads lines at a terminal or
 * from a pipe, {@code StatementReader} cuts them into statements, {@code Interpreter} carries each out, {@code ResultTable} and
 * {@code ValueText} lay results out, {@code ErrorText} points at what was wrong, a {@code Screen} shows it. {@code CopyStatement},
 * {@code CopyTable}, {@code CopyFrom}, {@code RowSender}, {@code CopyTo} and {@code CsvValue} are COPY; {@code CqlCompleter} is Tab,
 * {@code HelpTopics} is HELP.
 */
@NullMarked
package io.starlingdb.client.console;

import org.jspecify.annotations.NullMarked;
