package io.starlingdb.node.cql;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.VectorType;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.UserType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The types that the driver names, as ours, so that values that came over the wire can be shown as CQL writes them. */
final class DriverTypes {
    private DriverTypes() {}

    static CqlType of(DataType type) {
        if (type instanceof ListType list) {
            return new io.starlingdb.node.schema.ListType(element(list.getElementType()), list.isFrozen());
        } else if (type instanceof SetType set) {
            return new io.starlingdb.node.schema.SetType(element(set.getElementType()), set.isFrozen());
        } else if (type instanceof MapType map) {
            return new io.starlingdb.node.schema.MapType(
                    element(map.getKeyType()), element(map.getValueType()), map.isFrozen());
        } else if (type instanceof VectorType vector) {
            return new io.starlingdb.node.schema.VectorType(element(vector.getElementType()), vector.getDimensions());
        } else if (type instanceof TupleType tuple) {
            return new io.starlingdb.node.schema.TupleType(
                    tuple.getComponentTypes().stream().map(DriverTypes::element).toList());
        } else if (type instanceof UserDefinedType user) {
            List<UserType.Field> fields = new ArrayList<>();
            for (int i = 0; i < user.getFieldNames().size(); i++) {
                fields.add(new UserType.Field(
                        user.getFieldNames().get(i).asInternal(),
                        of(user.getFieldTypes().get(i))));
            }
            return new UserType(
                    user.getKeyspace() == null ? "" : user.getKeyspace().asInternal(),
                    user.getName().asInternal(),
                    fields,
                    user.isFrozen());
        }
        return ScalarType.valueOf(type.asCql(false, false).toUpperCase(Locale.ROOT));
    }

    /** What stands inside another type is frozen. */
    private static CqlType element(DataType type) {
        CqlType element = of(type);
        if (element instanceof UserType user) {
            return user.freeze();
        }
        return element instanceof CollectionType collection ? collection.freeze() : element;
    }
}
