package io.starlingdb.client.admin;

import io.starlingdb.client.StarlingException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

/** {@code starling}: every command but {@code start}, which the launcher gives to the node itself. */
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
            DrainCommand.class,
            FlushCommand.class,
            HelpCommand.class
        },
        footer = {"", "starling COMMAND --help says more. Try: starling demo"})
public final class StarlingCommand implements Runnable {
    private StarlingCommand() {}

    /** Runs one command; the exit code is 0 only on success, 2 for a wrong usage. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new StarlingCommand());
        addHelp(line);
        line.getSubcommands().values().stream().distinct().forEach(StarlingCommand::addHelp);
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

    private static void addHelp(CommandLine command) {
        if (command.getCommandSpec().findOption("--help") == null) {
            command.getCommandSpec()
                    .addOption(OptionSpec.builder("--help")
                            .usageHelp(true)
                            .description("Says this.")
                            .build());
        }
    }

    @Override
    public void run() {
        commandLine().usage(System.out);
    }
}
