package io.starlingdb.node.schema;

import java.util.List;

/**
 * A list, set or map. Frozen ones are one value; the others are stored as a cell per element, whose path is the set's
 * element, the map's key, or the list's time UUID. Elements are never null and never collections that are not frozen.
 */
public sealed interface CollectionType extends CqlType permits ListType, SetType, MapType {

    /** Whether it is one value rather than a cell per element. */
    boolean frozen();

    /** The same type, frozen. */
    CollectionType freeze();

    /** The type of the cells' paths: timeuuid for lists, the element for sets, the key for maps. */
    CqlType pathType();

    /** The type of the cells' values: the element for lists, the value for maps; sets' cells hold no bytes. */
    CqlType valueType();

    /** The parts of a serialized value in their order: elements, or keys and values by turns. */
    List<byte[]> unpack(byte[] value);

    /** The serialized value of {@code parts} as {@link #unpack} gives them; for sets and maps in any order. */
    byte[] pack(List<byte[]> parts);

    @Override
    default boolean isMultiCell() {
        return !frozen();
    }
}
