package io.starlingdb.architecture.bad.node;

/** The composition that nothing below may know. */
public final class Composition {}
