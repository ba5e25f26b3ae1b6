package io.starlingdb.architecture.bad.hints;

import io.starlingdb.architecture.bad.gossip.BadGossip;
import io.starlingdb.architecture.bad.node.ring.BadRing;

/** Knows node, and gossip's membership. */
public record BadHints(BadGossip gossip, BadRing ring) {}
