package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ScalarType;
import java.util.Base64;

/** A key column's value as it stands in a path or query: JSON's text without quotes; a collection as JSON. */
final class KeyText {
    private KeyText() {}

    /** The serialized value. */
    static byte[] parse(ColumnSchema column, String text) {
        try {
            if (column.type() == ScalarType.BLOB) {
                return base64(text);
            }
            return column.type() instanceof ScalarType scalar
                    ? scalar.parseText(text)
                    : column.type().fromJson(text);
        } catch (StarlingException e) {
            throw new StarlingException(e.code(), "column '" + column.name() + "': " + e.text());
        }
    }

    /** Both alphabets of base64, with or without padding: paths like the one, JSON has the other. */
    private static byte[] base64(String text) {
        try {
            boolean forUrls = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
            return (forUrls ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
        } catch (IllegalArgumentException e) {
            throw StarlingException.invalid("a blob in a path is base64");
        }
    }
}
