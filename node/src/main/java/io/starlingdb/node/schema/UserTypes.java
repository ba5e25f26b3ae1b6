package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The types of a keyspace, each made of what its fields' types are named, whichever order they were defined in. */
final class UserTypes implements TypeScope {
    private final String keyspace;
    private final SortedMap<String, List<TypeChange.FieldDefinition>> definitions = new TreeMap<>();
    private final Map<String, UserType> resolved = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();

    UserTypes(String keyspace) {
        this.keyspace = keyspace;
    }

    /** Types whose fields may hold older versions of one another. */
    UserTypes(String keyspace, SortedMap<String, UserType> types) {
        this(keyspace);
        types.forEach((name, type) -> {
            List<TypeChange.FieldDefinition> fields = new ArrayList<>();
            type.fields()
                    .forEach(field -> fields.add(new TypeChange.FieldDefinition(
                            field.name(), field.type().toString())));
            define(name, fields);
        });
    }

    void define(String name, List<TypeChange.FieldDefinition> fields) {
        definitions.put(name, fields);
    }

    /** All types by name. */
    SortedMap<String, UserType> all() {
        SortedMap<String, UserType> all = new TreeMap<>();
        definitions.keySet().forEach(name -> all.put(name, type(name)));
        return all;
    }

    /** The type of that name, which is defined; fails with {@code INVALID} if it holds itself. */
    UserType type(String name) {
        UserType found = find(null, name);
        if (found == null) {
            throw StarlingException.invalid("Unknown type " + name);
        }
        return found;
    }

    @Override
    public @Nullable UserType find(@Nullable String ignored, String name) {
        UserType known = resolved.get(name);
        List<TypeChange.FieldDefinition> definition = definitions.get(name);
        if (known != null || definition == null) {
            return known;
        }
        if (!underWay.add(name)) {
            throw StarlingException.invalid("Type " + name + " holds itself");
        }
        List<UserType.Field> fields = new ArrayList<>();
        for (TypeChange.FieldDefinition field : definition) {
            fields.add(new UserType.Field(field.name(), CqlType.parse(field.type(), this)));
        }
        UserType made = TypeRules.checked(new UserType(keyspace, name, fields, false));
        resolved.put(name, made);
        return made;
    }
}
