package io.starlingdb.node.schema;

import java.util.regex.Pattern;

/** How names of users' types and fields stand in CQL. */
final class TypeNames {
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]*");

    private TypeNames() {}

    /** The name, in quotes where it is not plain lower case. */
    static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
