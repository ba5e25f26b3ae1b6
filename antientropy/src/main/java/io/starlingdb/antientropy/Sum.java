package io.starlingdb.antientropy;

import org.jspecify.annotations.Nullable;

/** The sum over some entries, and how many they are. Order does not matter, so an entry is replaced by subtracting it and adding the new one. */
final class Sum {
    private long lasting;
    private int count;
    private @Nullable DueSums dues;

    void add(EntrySum entry) {
        lasting += entry.lasting();
        count++;
        addDues(entry, 1);
    }

    void subtract(EntrySum entry) {
        lasting -= entry.lasting();
        count--;
        addDues(entry, -1);
    }

    private void addDues(EntrySum entry, int sign) {
        for (int i = 0; i < entry.dueCount(); i++) {
            addDue(entry.dueAt(i), sign * entry.dueSumAt(i));
        }
    }

    /** Adds to the part of a due time. */
    void addDue(long time, long amount) {
        DueSums known = dues;
        if (known == null) {
            known = new DueSums();
            dues = known;
        }
        known.add(time, amount);
        if (known.isEmpty()) {
            dues = null;
        }
    }

    /** Takes another sum's entries out of this one. */
    void subtract(Sum other) {
        lasting -= other.lasting;
        count -= other.count;
        DueSums theirs = other.dues;
        for (int i = 0; theirs != null && i < theirs.size(); i++) {
            addDue(theirs.timeAt(i), -theirs.sumAt(i));
        }
    }

    /** Adds to the lasting part without an entry: for restoring. */
    void restore(long lastingPart, int entries) {
        lasting += lastingPart;
        count += entries;
    }

    int count() {
        return count;
    }

    long lasting() {
        return lasting;
    }

    @Nullable
    DueSums dues() {
        return dues;
    }

    /** What replicas compare: without what is purged once this minute is settled. */
    long at(long minute) {
        return dues == null ? lasting : lasting + dues.after(minute);
    }

    boolean isZero() {
        return lasting == 0 && count == 0 && dues == null;
    }
}
