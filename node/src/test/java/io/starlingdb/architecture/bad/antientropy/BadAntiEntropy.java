package io.starlingdb.architecture.bad.antientropy;

import io.starlingdb.architecture.bad.gossip.BadGossip;

/** Knows gossip's membership. */
public record BadAntiEntropy(BadGossip gossip) {}
