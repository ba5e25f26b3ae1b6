package io.starlingdb.client.admin;

import io.starlingdb.client.StarlingException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * {@code starling}: every command but {@code start}, which the launcher gives to the node itself.
 *
 * <p>A command is a class of its own: picocli's {@code @Command} with {@code name}, {@code description} and, in {@code footer}, examples; mixed
 * in are {@link NodeOption} ({@code --host}), {@link OutputOption} ({@code --json}, tables) or {@link OperationOption} (begin something long
 * and follow it). It prints through these, throws {@link CommandFailure} where it cannot do its work, lets a
 * {@link StarlingException} through, and is listed here.
 */
@Command(
        name = "starling",
        description = "StarlingDB: a leaderless wide-column store.",
        subcommands = {
            DemoCommand.class,
            StartHelp.class,
            InitCommand.class,
            CqlCommand.class,
            StatusCommand.class,
            RingCommand.class,
            InfoCommand.class,
            DecommissionCommand.class,
            RemoveCommand.class,
            RecoverRecordCommand.class,
            ReplaceCommand.class,
            DrainCommand.class,
            FlushCommand.class,
            CompactCommand.class,
            RepairCommand.class,
            SnapshotCommand.class,
            RestoreCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            OperationCommand.class,
            DescribeClusterCommand.class,
            TableStatsCommand.class,
            TpStatsCommand.class,
            TopPartitionsCommand.class,
            ProxyHistogramsCommand.class,
            SafeToStopCommand.class,
            LogLevelCommand.class,
            ConfigCommand.class,
            StressCommand.class,
            RollingRestartCommand.class,
            PasswordCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        footer = {"", "starling COMMAND --help says more. Try: starling demo"})
public final class StarlingCommand implements Runnable {
    private static final List<String> EXIT_CODES =
            List.of("", "Exit code: 0 when all was done, 2 for a wrong usage, 1 for everything else.");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private StarlingCommand() {}

    /** Runs one command; the exit code is 0 only on success, 2 for a wrong usage. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new StarlingCommand());
        complete(line);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof StarlingException || failure instanceof CommandFailure) {
                command.getErr().println("starling: " + failure.getMessage());
                return 1;
            }
            if (failure instanceof UncheckedIOException) {
                command.getErr().println("starling: " + failure.getCause());
                return 1;
            }
            throw failure;
        });
        return line;
    }

    /** Gives every command {@code --help} and the exit codes at its end. */
    private static void complete(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.addOption(OptionSpec.builder("--help")
                    .usageHelp(true)
                    .description("Says this.")
                    .build());
        }
        List<String> footer = new ArrayList<>(List.of(spec.usageMessage().footer()));
        footer.addAll(EXIT_CODES);
        spec.usageMessage().footer(footer.toArray(String[]::new));
        command.getSubcommands().values().stream().distinct().forEach(StarlingCommand::complete);
    }

    @Override
    public void run() {
        command.commandLine().usage(command.commandLine().getOut());
    }
}
