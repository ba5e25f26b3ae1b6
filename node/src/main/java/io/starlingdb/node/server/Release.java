package io.starlingdb.node.server;

/** Which release this is. */
final class Release {
    private Release() {}

    /** As the jar's manifest says; {@code dev} outside of one. */
    static String version() {
        String version = Release.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
