package io.starlingdb.sim;

/** What a {@link Nemesis} asks of the simulation whose nodes it strikes. */
public interface NemesisTarget {

    /** Ends the node's process: {@link SimNode#crash}, and whatever the simulation has to forget. Called for nodes that are up. */
    void kill(SimNode node, boolean loseUnsynced);

    /** Starts the node's process again: {@link SimNode#boot} and what runs on it. Called for nodes that are down. */
    void restart(SimNode node);

    /** Whether the node may lose its disk now without losing what the cluster under test promises to keep. */
    boolean mayLoseDisk(SimNode node);
}
