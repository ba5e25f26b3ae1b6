package io.starlingdb.node.schema;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A change of a keyspace's user-defined types, as a pure function. */
public sealed interface TypeChange extends SchemaChange {

    /** CREATE TYPE. */
    record CreateType(String keyspace, String name, List<FieldDefinition> fields, boolean ifNotExists)
            implements TypeChange {
        @Override
        public Schema applyTo(Schema schema) {
            KeyspaceSchema owner = schema.requireKeyspace(keyspace);
            if (owner.type(name) != null) {
                if (ifNotExists) {
                    return schema;
                }
                throw new StarlingException(
                        ErrorCode.ALREADY_EXISTS,
                        "A user type with name '" + name + "' already exists",
                        Map.of("keyspace", keyspace, "table", ""));
            }
            SchemaLimits.requireTypeName(name);
            SchemaLimits.requireCount("types of a keyspace", owner.types().size() + 1, SchemaLimits.TYPES_MAX);
            List<UserType.Field> resolved = new ArrayList<>();
            for (FieldDefinition field : fields) {
                resolved.add(field.resolved(owner));
            }
            return schema.with(owner.with(TypeRules.checked(new UserType(keyspace, name, resolved, false))));
        }
    }

    /** ALTER TYPE … ADD. */
    record AddField(String keyspace, String name, FieldDefinition field, boolean ifExists, boolean ifNotExists)
            implements TypeChange {
        @Override
        public Schema applyTo(Schema schema) {
            if (ifExists && TypeRules.isMissing(schema, keyspace, name)) {
                return schema;
            }
            KeyspaceSchema owner = schema.requireKeyspace(keyspace);
            UserType old = TypeRules.require(owner, name);
            if (old.indexOf(field.name()) >= 0) {
                if (ifNotExists) {
                    return schema;
                }
                throw StarlingException.invalid("Cannot add field " + field.name() + " to type " + keyspace + "." + name
                        + ": a field with name " + field.name() + " already exists");
            }
            List<UserType.Field> fields = new ArrayList<>(old.fields());
            UserType.Field added = field.resolved(owner);
            fields.add(added);
            TypeRules.requireNotWithin(added.type(), name);
            TypeRules.requireNotInPartitionKey(owner, old, field.name());
            UserType changed = TypeRules.checked(new UserType(keyspace, name, fields, false));
            return schema.with(owner.with(changed));
        }
    }

    /** ALTER TYPE … RENAME: new names of fields by their old ones. */
    record RenameFields(
            String keyspace, String name, Map<String, String> newNames, boolean ifExists, boolean ifFieldExists)
            implements TypeChange {
        @Override
        public Schema applyTo(Schema schema) {
            if (ifExists && TypeRules.isMissing(schema, keyspace, name)) {
                return schema;
            }
            KeyspaceSchema owner = schema.requireKeyspace(keyspace);
            UserType old = TypeRules.require(owner, name);
            for (String from : newNames.keySet()) {
                if (old.indexOf(from) < 0 && !ifFieldExists) {
                    throw StarlingException.invalid("Unknown field " + from + " in user type " + keyspace + "." + name);
                }
            }
            List<UserType.Field> fields = new ArrayList<>();
            for (UserType.Field field : old.fields()) {
                fields.add(new UserType.Field(newNames.getOrDefault(field.name(), field.name()), field.type()));
            }
            UserType changed = TypeRules.checked(new UserType(keyspace, name, fields, false));
            return changed.equals(old) ? schema : schema.with(owner.with(changed));
        }
    }

    /** DROP TYPE, unless something uses it. */
    record DropType(String keyspace, String name, boolean ifExists) implements TypeChange {
        @Override
        public Schema applyTo(Schema schema) {
            if (ifExists && TypeRules.isMissing(schema, keyspace, name)) {
                return schema;
            }
            KeyspaceSchema owner = schema.requireKeyspace(keyspace);
            UserType old = TypeRules.require(owner, name);
            TypeRules.requireUnused(owner, old);
            return schema.with(owner.withoutType(name));
        }
    }

    /**
     * A field that is to be created.
     *
     * @param type in CQL; the names of users' types in it are looked up when the change is applied
     */
    record FieldDefinition(String name, String type) {
        UserType.Field resolved(KeyspaceSchema owner) {
            return new UserType.Field(name, CqlType.parse(type, owner));
        }
    }
}
