package io.starlingdb.node.process;

import java.nio.file.Files;
import java.nio.file.Path;

/** The distribution that the build's package phase has made. */
final class Distribution {
    private Distribution() {}

    static String launcher() {
        Path home = Path.of(System.getProperty("starling.distribution", "target/starlingdb"));
        Path launcher = home.resolve("scripts/starling").toAbsolutePath();
        if (!Files.isExecutable(launcher)) {
            throw new IllegalStateException("no distribution at " + home + "; run mvn package first");
        }
        return launcher.toString();
    }
}
