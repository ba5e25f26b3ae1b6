package io.starlingdb.node.storage;

/** Work that is done in turns, never two at once: a shard, or the syncing of the log. */
interface Actor {

    /** Returned by {@link #turn}: nothing to do until the bell rings. */
    long UNTIL_RUNG = Long.MAX_VALUE;

    /** Returned by {@link #turn}: nothing to do ever again. */
    long NEVER = -1;

    /**
     * Does what there is to do.
     *
     * @return nanoseconds after which it wants another turn even if the bell does not ring: 0 for at once, {@link
     *     #UNTIL_RUNG}, or {@link #NEVER} to end
     */
    long turn();

    /** A turn threw, which is a fault of ours; there will be no other. Called by whoever gives the turns. */
    void broken(Throwable fault);

    /** Wakes an actor: it gets a turn that begins after this call. Callable from any thread; cheap while it is awake. */
    interface Bell {
        void ring();
    }
}
