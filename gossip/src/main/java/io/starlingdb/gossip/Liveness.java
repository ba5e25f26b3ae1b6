package io.starlingdb.gossip;

/** This node's opinion about whether another node can be reached. Not what that node claims about itself: that is among its facts. */
public enum Liveness {
    /** It answers probes, or said so itself since it was last suspected. */
    ALIVE,
    /** It did not answer; it has a few seconds to refute that. */
    SUSPECT,
    /** It did not refute in time, or said that it leaves. */
    DEAD
}
