package io.starlingdb.client.admin;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The table of an export or import. */
final class TableOption {
    @Parameters(index = "0", paramLabel = "KEYSPACE.TABLE", description = "The table; names are exact.")
    private String named = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    String keyspace() {
        return named.substring(0, dot());
    }

    String table() {
        return named.substring(dot() + 1);
    }

    private int dot() {
        int dot = named.indexOf('.');
        if (dot < 1 || dot == named.length() - 1) {
            throw new ParameterException(
                    command.commandLine(), "'" + named + "' is no KEYSPACE.TABLE: write shop.orders, say");
        }
        return dot;
    }
}
