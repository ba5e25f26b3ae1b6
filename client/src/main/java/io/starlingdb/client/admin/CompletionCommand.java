package io.starlingdb.client.admin;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code starling completion}: a script by which bash and zsh complete the commands. */
@Command(
        name = "completion",
        description = "Prints a script by which bash or zsh completes commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(starling completion)                                          for this shell",
            "  starling completion > ~/.local/share/bash-completion/completions/starling    for every one"
        })
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = command.commandLine().getOut();
        out.print(AutoComplete.bash("starling", command.root().commandLine()));
        out.flush();
    }
}
