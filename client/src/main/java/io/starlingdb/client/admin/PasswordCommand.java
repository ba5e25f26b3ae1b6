package io.starlingdb.client.admin;

import io.starlingdb.client.PasswordHash;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code starling password}: a line for the file of users. */
@Command(
        name = "password",
        description = {
            "Asks for a password (or reads it from standard input) and prints the user's line for the file that",
            "authentication.users_file names. Nodes read the file again when it has changed."
        },
        footer = {"", "Example:", "  starling password anna >> conf/users"})
final class PasswordCommand implements Runnable {
    @Parameters(paramLabel = "USER", description = "The user's name: letters, digits, '_', '-', '.' and '@'.")
    private String user = "";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public void run() {
        if (!user.matches("[A-Za-z0-9_.@-]{1,64}")) {
            throw new CommandFailure(
                    "'" + user + "' is no user's name: letters, digits, '_', '-', '.' and '@', 64 at most");
        }
        char[] password = read();
        if (password.length == 0) {
            throw new CommandFailure("an empty password protects nothing");
        }
        command.commandLine().getOut().println(user + ":" + PasswordHash.of(password));
    }

    @SuppressWarnings("SystemConsoleNull") // where there is always a console it reads from what is piped, too
    private static char[] read() {
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("Password: ");
            return typed == null ? new char[0] : typed;
        }
        try {
            // not closed: standard input is not ours
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line == null ? new char[0] : line.toCharArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
