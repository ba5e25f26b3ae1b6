package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every user-defined type must keep to, and who uses one. */
final class TypeRules {
    private TypeRules() {}

    static UserType checked(UserType type) {
        Set<String> names = new HashSet<>();
        SchemaLimits.requireCount("fields of a type", type.fields().size(), SchemaLimits.FIELDS_MAX);
        for (UserType.Field field : type.fields()) {
            SchemaLimits.requireColumnName(field.name());
            if (!names.add(field.name())) {
                throw StarlingException.invalid(
                        "Duplicate field name '" + field.name() + "' in type '" + type.name() + "'");
            }
            if (field.type() == ScalarType.COUNTER) {
                throw StarlingException.invalid("A user type cannot contain counters");
            }
            if (field.type() instanceof UserType nested && !nested.frozen()) {
                throw StarlingException.invalid("A user type cannot contain non-frozen UDTs");
            }
        }
        return type;
    }

    /** What a type may be that a column has: no cell of a cell. */
    static void requireColumnType(CqlType type) {
        if (type instanceof UserType user && !user.frozen()) {
            for (UserType.Field field : user.fields()) {
                if (field.type().isMultiCell()) {
                    throw StarlingException.invalid(
                            "Non-frozen UDTs with nested non-frozen collections are not supported for column type "
                                    + type);
                }
            }
        }
    }

    static boolean isMissing(Schema schema, String keyspace, String name) {
        KeyspaceSchema owner = schema.keyspace(keyspace);
        return owner == null || owner.type(name) == null;
    }

    static UserType require(KeyspaceSchema owner, String name) {
        UserType type = owner.type(name);
        if (type == null) {
            throw StarlingException.notFound("Type '" + owner.name() + "." + name + "' doesn't exist");
        }
        return type;
    }

    /** A type that holds itself would never end. */
    static void requireNotWithin(CqlType type, String name) {
        if (uses(type, name)) {
            throw StarlingException.invalid(
                    "Cannot add a field of type " + type + ": it would create a circular reference");
        }
    }

    static void requireNotInPartitionKey(KeyspaceSchema owner, UserType type, String field) {
        for (TableSchema table : owner.tables().values()) {
            for (ColumnSchema column : table.partitionKey()) {
                if (uses(column.type(), type.name())) {
                    throw StarlingException.invalid(
                            "Cannot add new field " + field + " to user type " + owner.name() + "." + type.name()
                                    + " as the type is being used in partition key by the following tables: " + table);
                }
            }
        }
    }

    static void requireUnused(KeyspaceSchema owner, UserType type) {
        List<String> users = new ArrayList<>();
        for (UserType other : owner.types().values()) {
            if (other.fields().stream().anyMatch(field -> uses(field.type(), type.name()))) {
                users.add("type " + other.name());
            }
        }
        for (TableSchema table : owner.tables().values()) {
            if (table.columns().stream().anyMatch(column -> uses(column.type(), type.name()))) {
                users.add("table " + table.name());
            }
        }
        if (!users.isEmpty()) {
            throw StarlingException.invalid("Cannot drop user type '" + owner.name() + "." + type.name()
                    + "' as it is still used by " + String.join(", ", users));
        }
    }

    /** Whether a type is, or holds anywhere, the user-defined type of that name. */
    static boolean uses(CqlType type, String name) {
        if (type instanceof UserType user && user.name().equals(name)) {
            return true;
        } else if (type instanceof CompositeType composite) {
            return composite.fieldTypes().stream().anyMatch(field -> uses(field, name));
        } else if (type instanceof VectorType vector) {
            return uses(vector.element(), name);
        } else if (type instanceof CollectionType collection) {
            return uses(collection.pathType(), name) || uses(collection.valueType(), name);
        }
        return false;
    }
}
