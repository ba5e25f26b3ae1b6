package io.starlingdb.node.version;

/** How one history stands to another. */
public enum Causality {
    /** It is part of the other, which knows more. */
    BEFORE,
    /** It holds all of the other, and more. */
    AFTER,
    /** Both hold the same writes. */
    EQUAL,
    /** Each holds a write that the other lacks. */
    CONCURRENT
}
