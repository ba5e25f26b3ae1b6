package io.starlingdb.client.admin;

import picocli.CommandLine.Command;

/** Lists {@code start} among the commands; the launcher runs it in the node's own program. */
@Command(name = "start", description = "Runs one node in the foreground; SIGTERM drains and stops it.")
final class StartHelp implements Runnable {
    @Override
    public void run() {
        throw new CommandFailure("'start' is run by the launcher, scripts/starling");
    }
}
