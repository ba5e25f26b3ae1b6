package io.starlingdb.node.admin;

import io.starlingdb.wire.Message;

/** Asks a node how it sees the cluster; answered with {@link ViewReply}. */
record ViewRequest() implements Message {}
