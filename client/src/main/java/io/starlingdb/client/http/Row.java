package io.starlingdb.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row's values by column name. A column that is null or was not asked for gives null; one of another type than asked for fails with an
 * {@link IllegalArgumentException}.
 */
public final class Row {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode values;

    Row(JsonNode values) {
        this.values = values;
    }

    /** The names of its columns, in order. */
    public Set<String> columns() {
        Set<String> names = new TreeSet<>();
        values.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public boolean isNull(String column) {
        return value(column).isNull() || value(column).isMissingNode();
    }

    /** A text, or any other scalar as a text. */
    public @Nullable String text(String column) {
        return isNull(column) ? null : value(column).asText();
    }

    /** An int, smallint or tinyint. */
    public @Nullable Integer integer(String column) {
        Long whole = bigint(column);
        return whole == null ? null : (Integer) Math.toIntExact(whole);
    }

    /** Any whole number that fits, a counter included. */
    public @Nullable Long bigint(String column) {
        BigInteger whole = varint(column);
        return whole == null ? null : (Long) whole.longValueExact();
    }

    public @Nullable BigInteger varint(String column) {
        return isNull(column) ? null : new BigInteger(value(column).asText());
    }

    public @Nullable BigDecimal decimal(String column) {
        return isNull(column) ? null : new BigDecimal(value(column).asText());
    }

    /** A double or float. */
    public @Nullable Double floating(String column) {
        return isNull(column) ? null : (Double) Double.parseDouble(value(column).asText());
    }

    public @Nullable Boolean truth(String column) {
        return isNull(column) ? null : (Boolean) value(column).asBoolean();
    }

    public @Nullable UUID uuid(String column) {
        return isNull(column) ? null : UUID.fromString(value(column).asText());
    }

    /** A timestamp. */
    public @Nullable Instant instant(String column) {
        return isNull(column) ? null : Instant.parse(value(column).asText());
    }

    public @Nullable LocalDate date(String column) {
        return isNull(column) ? null : LocalDate.parse(value(column).asText());
    }

    /** A blob. */
    public byte @Nullable [] bytes(String column) {
        try {
            return isNull(column) ? null : value(column).binaryValue();
        } catch (IOException e) {
            throw new IllegalArgumentException("column " + column + " is no blob", e);
        }
    }

    /** A list or set, its elements as {@code type}; empty where there is none. */
    public <T> List<T> list(String column, Class<T> type) {
        List<T> elements = new ArrayList<>();
        value(column).forEach(element -> elements.add(JSON.convertValue(element, type)));
        return elements;
    }

    /** The value as JSON; missing where there is no such column. */
    public JsonNode json(String column) {
        return value(column);
    }

    /** The whole row as an object of a class that Jackson can fill, by the columns' names. */
    public <T> T as(Class<T> type) {
        try {
            return JSON.treeToValue(values, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode value(String column) {
        JsonNode value = values.get(column);
        return value == null ? MissingNode.getInstance() : value;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
