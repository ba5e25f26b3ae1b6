package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command answers: for people, or with {@code --json} as the node said it. Mixed into every command that shows something. */
final class OutputOption {
    @Option(names = "--json", description = "Prints the node's answer as JSON instead of tables.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Whether a program reads the answer. */
    boolean json() {
        return json;
    }

    /** Prints the answer as JSON, or lets {@code human} print it. */
    void show(JsonNode answer, Consumer<PrintWriter> human) {
        if (json) {
            out().println(answer.toPrettyString());
        } else {
            human.accept(out());
        }
        out().flush();
    }

    /** A line for people; nothing where a program reads the answer. */
    void say(String line) {
        if (!json) {
            out().println(line);
            out().flush();
        }
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }
}
