package io.starlingdb.node.data;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.schema.UserType;
import io.starlingdb.node.version.CausalContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Mutation} of one partition. Changes of rows are opened with {@link #row} or {@link #statics} and closed by the
 * next one, or by {@link #build}. Not thread safe.
 */
public final class MutationBuilder {
    private final TableSchema table;
    private final byte[] partitionKey;
    private final long token;
    private final List<Slice> rangeDeletions = new ArrayList<>(0);
    private final List<RowChange> rows = new ArrayList<>(1);
    private @Nullable Long timestamp;
    private @Nullable CausalContext context;
    private @Nullable RowBuilder open;
    private long requestId;
    private boolean deletesPartition;

    /**
     * Begins a mutation.
     *
     * @param partitionKey the key in the routing form
     * @param token the key's token
     */
    public MutationBuilder(TableSchema table, byte[] partitionKey, long token) {
        this.table = table;
        this.partitionKey = partitionKey;
        this.token = token;
    }

    /** The client's timestamp in µs; null to let the server choose. */
    public MutationBuilder timestamp(@Nullable Long micros) {
        timestamp = micros;
        return this;
    }

    /** What the writer had seen; null if it did not say. */
    public MutationBuilder context(@Nullable CausalContext seen) {
        context = seen;
        return this;
    }

    /** Tells this request from others. */
    public MutationBuilder requestId(long id) {
        requestId = id;
        return this;
    }

    /** Opens the row with this encoded clustering key; empty in tables without clustering columns. */
    public RowBuilder row(byte[] clustering) {
        return open(false, clustering);
    }

    /** Opens the static columns. */
    public RowBuilder statics() {
        return open(true, Cell.NO_VALUE);
    }

    /** Deletes a row. */
    public MutationBuilder deleteRow(byte[] clustering) {
        row(clustering).delete();
        return this;
    }

    /** Deletes all rows of a slice. */
    public MutationBuilder deleteRange(Slice slice) {
        rangeDeletions.add(slice);
        return this;
    }

    /** Deletes the partition, before whatever else this mutation does. */
    public MutationBuilder deletePartition() {
        deletesPartition = true;
        return this;
    }

    public Mutation build() {
        close();
        return new Mutation(
                table.id(),
                partitionKey,
                token,
                timestamp,
                0,
                context,
                requestId,
                deletesPartition,
                rangeDeletions,
                rows);
    }

    private RowBuilder open(boolean isStatic, byte[] clustering) {
        close();
        RowBuilder opened = new RowBuilder(isStatic, clustering);
        open = opened;
        return opened;
    }

    private void close() {
        RowBuilder last = open;
        if (last != null) {
            rows.add(last.toChange());
            open = null;
        }
    }

    /** Builds the changes of one row, or of the static columns. All values are in serialized form. */
    public final class RowBuilder {
        private final boolean isStatic;
        private final byte[] clustering;
        private final List<ColumnChange> columns = new ArrayList<>();
        private RowChange.Removal removal = RowChange.Removal.NONE;
        private boolean insertsMarker;
        private int ttlSeconds = table.defaultTimeToLive();

        private RowBuilder(boolean isStatic, byte[] clustering) {
            this.isStatic = isStatic;
            this.clustering = clustering;
        }

        /** Makes the row exist even without columns, as INSERT does. */
        public RowBuilder insert() {
            insertsMarker = !isStatic;
            return this;
        }

        /** The time to live of what is set; 0 for none. Without this call it is the table's default. */
        public RowBuilder ttl(int seconds) {
            ttlSeconds = seconds;
            return this;
        }

        /** Deletes the row. */
        public RowBuilder delete() {
            removal = RowChange.Removal.DELETE;
            return this;
        }

        /** Deletes what the row holds before this change sets its columns. */
        public RowBuilder replace() {
            removal = RowChange.Removal.REPLACE;
            return this;
        }

        /** Sets a column to a whole value; null deletes it. A collection is replaced. */
        public RowBuilder set(String column, byte @Nullable [] value) {
            return set(find(column), value);
        }

        /** Sets a column to a whole value; null deletes it. A collection is replaced. */
        public RowBuilder set(ColumnSchema column, byte @Nullable [] value) {
            requireHere(column);
            if (!column.type().isMultiCell()) {
                return change(column, value == null ? ColumnChange.Op.DELETE : ColumnChange.Op.SET, null, value);
            }
            if (value == null) {
                return change(column, ColumnChange.Op.DELETE_COLLECTION, null, null);
            }
            change(column, ColumnChange.Op.REPLACE_COLLECTION, null, null);
            return column.type() instanceof UserType type ? setFields(column, type, value) : addAll(column, value);
        }

        private RowBuilder setFields(ColumnSchema column, UserType type, byte[] value) {
            List<byte @Nullable []> fields = type.split(value);
            for (int i = 0; i < fields.size(); i++) {
                byte[] field = fields.get(i);
                if (field != null) {
                    change(column, ColumnChange.Op.SET, UserType.path(i), field);
                }
            }
            return this;
        }

        /** Sets one field of a user-defined type that is not frozen; null deletes it. */
        public RowBuilder setField(ColumnSchema column, int field, byte @Nullable [] value) {
            ColumnChange.Op op = value == null ? ColumnChange.Op.DELETE : ColumnChange.Op.SET;
            return change(column, op, UserType.path(field), value);
        }

        /** Deletes a column's value, or all elements of a collection. */
        public RowBuilder delete(ColumnSchema column) {
            return set(column, null);
        }

        /** Adds the elements of a serialized collection: {@code c = c + value}. */
        public RowBuilder addAll(ColumnSchema column, byte[] value) {
            CollectionType type = collection(column);
            List<byte[]> parts = type.unpack(value);
            if (type instanceof ListType) {
                for (byte[] part : parts) {
                    change(column, ColumnChange.Op.LIST_APPEND, null, part);
                }
                return this;
            }
            int step = type instanceof MapType ? 2 : 1;
            for (int i = 0; i < parts.size(); i += step) {
                change(column, ColumnChange.Op.SET, parts.get(i), step == 2 ? parts.get(i + 1) : Cell.NO_VALUE);
            }
            return this;
        }

        /** Puts the elements of a serialized list in front, in their order: {@code l = value + l}. */
        public RowBuilder prependAll(ColumnSchema column, byte[] value) {
            List<byte[]> parts = collection(column).unpack(value);
            for (int i = parts.size() - 1; i >= 0; i--) {
                change(column, ColumnChange.Op.LIST_PREPEND, null, parts.get(i));
            }
            return this;
        }

        /**
         * Removes elements: {@code c = c - value}. The value is a serialized list of the list's elements, set of the set's, or set
         * of the map's keys.
         */
        public RowBuilder removeAll(ColumnSchema column, byte[] value) {
            CollectionType type = collection(column);
            boolean list = type instanceof ListType;
            CollectionType given = type instanceof MapType map ? new ListType(map.key(), true) : type;
            for (byte[] part : given.unpack(value)) {
                change(
                        column,
                        list ? ColumnChange.Op.LIST_REMOVE : ColumnChange.Op.DELETE,
                        list ? null : part,
                        list ? part : null);
            }
            return this;
        }

        /** Sets an element: of a map by its key, of a set itself (the value is then empty). */
        public RowBuilder put(ColumnSchema column, byte[] path, byte[] value) {
            collection(column);
            return change(column, ColumnChange.Op.SET, path, value);
        }

        /** Removes an element: of a map by its key, of a set itself. */
        public RowBuilder remove(ColumnSchema column, byte[] path) {
            collection(column);
            return change(column, ColumnChange.Op.DELETE, path, null);
        }

        /** Sets a list's element at an index (four bytes). */
        public RowBuilder setAt(ColumnSchema column, byte[] index, byte[] value) {
            collection(column);
            return change(column, ColumnChange.Op.LIST_SET_AT, index, value);
        }

        /** Deletes a list's element at an index (four bytes). */
        public RowBuilder deleteAt(ColumnSchema column, byte[] index) {
            collection(column);
            return change(column, ColumnChange.Op.LIST_DELETE_AT, index, null);
        }

        /** Adds to a counter; negative to subtract. */
        public RowBuilder count(ColumnSchema column, long amount) {
            byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(amount).array();
            return change(column, ColumnChange.Op.COUNTER_ADD, null, value);
        }

        /** Closes this row; the mutation goes on. */
        public MutationBuilder and() {
            return MutationBuilder.this;
        }

        private RowBuilder change(
                ColumnSchema column, ColumnChange.Op op, byte @Nullable [] path, byte @Nullable [] value) {
            requireHere(column);
            columns.add(new ColumnChange(column.id(), op, path, value));
            return this;
        }

        private RowChange toChange() {
            return new RowChange(isStatic, clustering, insertsMarker, removal, ttlSeconds, columns);
        }

        private ColumnSchema find(String name) {
            ColumnSchema column = table.column(name);
            if (column == null) {
                throw StarlingException.invalid("Undefined column name " + name + " in table " + table);
            }
            return column;
        }

        private void requireHere(ColumnSchema column) {
            if (column.kind() != (isStatic ? ColumnKind.STATIC : ColumnKind.REGULAR)) {
                throw StarlingException.invalid(
                        "Column " + column.name() + " is " + column.kind().cqlName() + " and cannot be set "
                                + (isStatic ? "with the static columns" : "in a row"));
            }
        }

        private CollectionType collection(ColumnSchema column) {
            if (column.type() instanceof CollectionType type && type.isMultiCell()) {
                return type;
            }
            throw StarlingException.invalid("Column " + column.name() + " of type " + column.type()
                    + " is not a collection that has elements of its own");
        }
    }
}
