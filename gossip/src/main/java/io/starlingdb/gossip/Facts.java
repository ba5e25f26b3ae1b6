package io.starlingdb.gossip;

import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a member says about itself, all of it, with one version: whoever takes a newer version takes all of it, so nobody ever sees half of
 * a change. (A version for each fact, sent alone, would save bytes and lose that.)
 *
 * @param version grows with each change; begins with the first incarnation of the member's start, so that facts of a new life replace all
 *     those of the last
 * @param values by name; unmodifiable
 */
record Facts(long version, SortedMap<String, String> values) {

    static final int COUNT_MAX = 64;
    static final int NAME_LENGTH_MAX = 64;
    static final int VALUE_LENGTH_MAX = 1024;

    Facts {
        values = Collections.unmodifiableSortedMap(values);
    }

    static Facts ofStart(long start) {
        return new Facts(Member.firstIncarnation(start), new TreeMap<>());
    }

    /** The next version, with one fact stated. */
    Facts with(String name, String value) {
        if (name.isEmpty() || name.length() > NAME_LENGTH_MAX || value.length() > VALUE_LENGTH_MAX) {
            throw new IllegalArgumentException("a fact has a name of 1 to " + NAME_LENGTH_MAX
                    + " characters and a value of at most " + VALUE_LENGTH_MAX + ": " + name);
        }
        TreeMap<String, String> changed = new TreeMap<>(values);
        changed.put(name, value);
        if (changed.size() > COUNT_MAX) {
            throw new IllegalArgumentException("a member states at most " + COUNT_MAX + " facts; no room for " + name);
        }
        return new Facts(version + 1, changed);
    }

    /** The same facts, stated in a later start. */
    Facts movedTo(long start) {
        return new Facts(Member.firstIncarnation(start), values);
    }

    void write(WireWriter out) {
        out.varint(version);
        out.count(values.size());
        for (Map.Entry<String, String> fact : values.entrySet()) {
            out.string(fact.getKey());
            out.string(fact.getValue());
        }
    }

    static Facts read(WireReader in) {
        long version = in.varint();
        TreeMap<String, String> values = new TreeMap<>();
        for (int left = in.count(2); left > 0; left--) {
            String name = in.string();
            String value = in.string();
            if (name.isEmpty() || name.length() > NAME_LENGTH_MAX || value.length() > VALUE_LENGTH_MAX) {
                throw new WireException("a fact out of bounds");
            }
            values.put(name, value);
        }
        if (values.size() > COUNT_MAX) {
            throw new WireException("too many facts");
        }
        return new Facts(version, values);
    }
}
