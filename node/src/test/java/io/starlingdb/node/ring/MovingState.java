package io.starlingdb.node.ring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a small cluster is like while ranges move and one write is under way. Nodes and records have numbers (see {@link MovingWorld}).
 *
 * @param newest the newest record
 * @param nodes each node's own part
 * @param down who is not running, as bits
 * @param gone who is lost for good, as bits
 * @param wishes what operators have done, as bits
 * @param write how far the write is
 * @param crashes how many there were
 */
record MovingState(int newest, List<Node> nodes, int down, int gone, int wishes, Write write, int crashes) {
    /**
     * What a node has.
     *
     * @param known the record that it has saved
     * @param hasWrite whether it holds the write
     * @param fetching the transition for which it has fetched the key's range; 0 for none
     * @param fetched from whom, as bits
     */
    record Node(int known, boolean hasWrite, long fetching, int fetched) {
        int fetchedFor(long transition) {
            return fetching == transition ? fetched : 0;
        }
    }

    /**
     * The write at QUORUM.
     *
     * @param placed the record that it was placed by; -1 before it begins
     * @param acked who has acknowledged it, as bits
     * @param isDone whether its client was told that it is done
     */
    record Write(int placed, int acked, boolean isDone) {
        Write ackedBy(int node) {
            return new Write(placed, acked | 1 << node, isDone);
        }

        Write done() {
            return new Write(placed, acked, true);
        }
    }

    /** Everybody knows the record, and nothing has happened yet. */
    static MovingState first(int nodes, int record) {
        return new MovingState(
                record, Collections.nCopies(nodes, new Node(record, false, 0, 0)), 0, 0, 0, new Write(-1, 0, false), 0);
    }

    boolean isUp(int node) {
        return (down >> node & 1) == 0;
    }

    int known(int node) {
        return nodes.get(node).known();
    }

    /** The records that any node still knows. */
    List<Integer> records() {
        return nodes.stream().map(Node::known).distinct().toList();
    }

    MovingState crashing(int node) {
        return new MovingState(newest, nodes, down | 1 << node, gone, wishes, write, crashes + 1);
    }

    MovingState restarting(int node) {
        return new MovingState(newest, nodes, down & ~(1 << node), gone, wishes, write, crashes);
    }

    MovingState losing(int node) {
        return new MovingState(newest, nodes, down | 1 << node, gone | 1 << node, wishes, write, crashes);
    }

    /** The newest record is another, after operators have done these wishes. */
    MovingState recorded(int record, int done) {
        return new MovingState(record, nodes, down, gone, done, write, crashes);
    }

    MovingState writing(Write next) {
        return new MovingState(newest, nodes, down, gone, wishes, next, crashes);
    }

    MovingState storing(int node, boolean hasWrite) {
        Node n = nodes.get(node);
        return with(node, new Node(n.known(), hasWrite, n.fetching(), n.fetched()));
    }

    MovingState learning(int node) {
        Node n = nodes.get(node);
        return with(node, new Node(newest, n.hasWrite(), n.fetching(), n.fetched()));
    }

    /** The node has joined the key's range from another, for a transition. */
    MovingState fetching(int node, int giver, long transition) {
        Node n = nodes.get(node);
        boolean hasWrite = n.hasWrite() || nodes.get(giver).hasWrite();
        return with(node, new Node(n.known(), hasWrite, transition, n.fetchedFor(transition) | 1 << giver));
    }

    private MovingState with(int node, Node changed) {
        List<Node> all = new ArrayList<>(nodes);
        all.set(node, changed);
        return new MovingState(newest, List.copyOf(all), down, gone, wishes, write, crashes);
    }
}
