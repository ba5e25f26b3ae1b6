package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Values as CQL's own JSON has them: {@code SELECT JSON}, {@code to_json}, {@code INSERT JSON}, {@code from_json}. It is Cassandra's form, not that of our HTTP
 * interface: blobs are hexadecimal, numbers are numbers whatever their size, maps are objects whatever their keys, a float that is no
 * number is null; a blank follows each colon and comma.
 */
public final class CqlJson {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private CqlJson() {}

    /** The text of a value; {@code null} for none. */
    public static String text(CqlType type, byte @Nullable [] value) {
        StringBuilder out = new StringBuilder();
        write(type, value, out);
        return out.toString();
    }

    /** Writes a value's text. */
    public static void write(CqlType type, byte @Nullable [] value, StringBuilder out) {
        if (value == null) {
            out.append("null");
            return;
        }
        if (type instanceof ScalarType scalar) {
            scalar(scalar, value, out);
        } else if (type instanceof MapType map) {
            map(map, map.unpack(value), out);
        } else if (type instanceof VectorType vector) {
            array(vector.element(), vector.unpack(value), out);
        } else if (type instanceof CollectionType list) {
            array(list instanceof SetType set ? set.element() : list.valueType(), list.unpack(value), out);
        } else if (type instanceof UserType user) {
            user(user, value, out);
        } else if (type instanceof TupleType tuple) {
            fields(tuple, value, out);
        } else {
            throw new IllegalStateException("no JSON of " + type);
        }
    }

    /** Writes a name as CQL's JSON has it: in quotes within where it is not all lower case. */
    public static void name(String name, StringBuilder out) {
        string(UserType.jsonName(name), out);
        out.append(": ");
    }

    /** The value that a text says; fails with {@code INVALID} where it says none. */
    public static byte[] value(CqlType type, String json) {
        return JsonForm.fromText(type, json, CqlJson::parser);
    }

    /** Reads JSON as CQL has it: text that stands for bytes is hexadecimal. */
    public static JsonParser parser(JsonParser in) {
        return new Parser(in);
    }

    /** Tells the types whose JSON they read. */
    static final class Parser extends JsonParserDelegate {
        Parser(JsonParser in) {
            super(in);
        }
    }

    private static void scalar(ScalarType type, byte[] value, StringBuilder out) {
        switch (type) {
            case TINYINT, SMALLINT, INT, BIGINT, COUNTER, VARINT, DECIMAL, BOOLEAN -> out.append(type.decode(value));
            case FLOAT, DOUBLE -> {
                Number number = (Number) type.decode(value);
                boolean finite = Double.isFinite(number.doubleValue());
                out.append(finite ? number.toString() : "null");
            }
            case BLOB ->
                out.append("\"0x").append(HexFormat.of().formatHex(value)).append('"');
            case TEXT, ASCII -> string((String) type.decode(value), out);
            case INET -> string(((InetAddress) type.decode(value)).getHostAddress(), out);
            case TIMESTAMP -> string(MOMENT.format((Instant) type.decode(value)), out);
            default -> {
                String text = type.format(value);
                string(text.startsWith("'") ? text.substring(1, text.length() - 1) : text, out);
            }
        }
    }

    private static void string(String text, StringBuilder out) {
        out.append('"')
                .append(JsonStringEncoder.getInstance().quoteAsString(text))
                .append('"');
    }

    private static void array(CqlType element, List<byte[]> parts, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            write(element, parts.get(i), out);
        }
        out.append(']');
    }

    private static void map(MapType type, List<byte[]> parts, StringBuilder out) {
        out.append('{');
        for (int i = 0; i < parts.size(); i += 2) {
            out.append(i == 0 ? "" : ", ");
            String key = text(type.key(), parts.get(i));
            if (key.startsWith("\"")) {
                out.append(key);
            } else {
                string(key, out);
            }
            out.append(": ");
            write(type.value(), parts.get(i + 1), out);
        }
        out.append('}');
    }

    private static void user(UserType type, byte[] value, StringBuilder out) {
        List<byte @Nullable []> parts = type.split(value);
        out.append('{');
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            name(type.fields().get(i).name(), out);
            write(type.fields().get(i).type(), parts.get(i), out);
        }
        out.append('}');
    }

    private static void fields(TupleType type, byte[] value, StringBuilder out) {
        List<byte @Nullable []> parts = type.split(value);
        out.append('[');
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            write(type.fieldTypes().get(i), parts.get(i), out);
        }
        out.append(']');
    }
}
