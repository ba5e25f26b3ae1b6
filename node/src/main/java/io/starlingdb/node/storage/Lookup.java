package io.starlingdb.node.storage;

import org.jspecify.annotations.Nullable;

/** The answer of a read that does not touch the disk: the value, that there is none, or that only the disk knows. */
public final class Lookup {

    /** There is no value. */
    public static final Lookup ABSENT = new Lookup(null);

    /** Whether there is a value cannot be told without the disk. */
    public static final Lookup COLD = new Lookup(null);

    private final byte @Nullable [] value;

    private Lookup(byte @Nullable [] value) {
        this.value = value;
    }

    /** There is a value, and this is it. */
    public static Lookup found(byte[] value) {
        return new Lookup(value);
    }

    /** Whether only the disk knows. */
    public boolean isCold() {
        return this == COLD;
    }

    /** The value, or null if there is none; only of a lookup that is not {@link #isCold}. */
    public byte @Nullable [] value() {
        if (isCold()) {
            throw new IllegalStateException("a cold lookup has no answer");
        }
        return value;
    }
}
