package io.starlingdb.node.config;

/** A configuration that cannot be used. The message is one or two sentences that name the key and the mend. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
