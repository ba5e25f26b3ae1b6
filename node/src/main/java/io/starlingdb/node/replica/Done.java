package io.starlingdb.node.replica;

import io.starlingdb.wire.Message;

/**
 * The replica has done what it was asked, and committed it.
 *
 * @param last the highest stamp that its clock has issued or seen: whoever asked is ahead of it from now on
 */
public record Done(long last) implements Message {}
