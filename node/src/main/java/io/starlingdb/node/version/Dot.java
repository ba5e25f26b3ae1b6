package io.starlingdb.node.version;

/**
 * The name of one write to one row. Dots order by stamp, then by actor: the order that breaks ties between values.
 *
 * @param actor the member that issued it, by its number in the cluster record
 * @param stamp its hybrid clock time in µs; strictly increasing per actor and never used twice
 */
public record Dot(int actor, long stamp) implements Comparable<Dot> {

    @Override
    public int compareTo(Dot other) {
        int byStamp = Long.compare(stamp, other.stamp);
        return byStamp != 0 ? byStamp : Integer.compare(actor, other.actor);
    }

    @Override
    public String toString() {
        return actor + "@" + stamp;
    }
}
