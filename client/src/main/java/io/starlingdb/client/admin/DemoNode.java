package io.starlingdb.client.admin;

import io.starlingdb.client.http.NodeAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One node of the demo: where it is and which process runs it.
 *
 * @param number from 1
 * @param directory holds its data; the log and the file with its process id stand beside it
 */
record DemoNode(int number, String address, int httpPort, int cqlPort, int internodePort, Path directory) {

    NodeAddress http() {
        return new NodeAddress(address, httpPort);
    }

    String seed() {
        return address + ":" + internodePort;
    }

    Path log() {
        return directory.resolveSibling(directory.getFileName() + ".log");
    }

    Path pidFile() {
        return directory.resolveSibling(directory.getFileName() + ".pid");
    }

    /** The process that runs it; empty when there is none (a reused number is not taken for it). */
    Optional<ProcessHandle> process() {
        try {
            long pid = Long.parseLong(Files.readString(pidFile()).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::runsThis);
        } catch (NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (Files.exists(pidFile())) {
                throw new UncheckedIOException(e);
            }
            return Optional.empty();
        }
    }

    Optional<Long> pid() {
        return process().map(ProcessHandle::pid);
    }

    private boolean runsThis(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        // One that was killed and that its parent has not asked about yet has neither arguments nor a command.
        return info.arguments()
                .map(arguments -> String.join(" ", arguments).contains("data_dir=" + directory))
                .orElse(info.command().isPresent());
    }
}
