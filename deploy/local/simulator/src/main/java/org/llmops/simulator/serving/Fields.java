package org.llmops.simulator.serving;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A request's JSON object, read field by field; what does not fit is refused in the API's own words. Null is absent. */
public final class Fields {

    private final JsonObject json;
    private final String prefix;
    private final Dialect dialect;

    private Fields(JsonObject json, String prefix, Dialect dialect) {
        this.json = json;
        this.prefix = prefix;
        this.dialect = dialect;
    }

    static Fields parse(@Nullable Buffer body, @Nullable String contentType, Dialect dialect) {
        Buffer bytes = body == null ? Buffer.buffer() : body;
        try {
            JsonObject json = contentType != null && Multipart.isForm(contentType)
                    ? Multipart.read(contentType, bytes)
                    : new JsonObject(bytes);
            if (json == null) {
                throw dialect.bodyUnreadable();
            }
            return of(json, dialect);
        } catch (DecodeException | ClassCastException unreadable) {
            throw dialect.bodyUnreadable();
        }
    }

    /** The fields of an object that did not come by itself. */
    public static Fields of(JsonObject json, Dialect dialect) {
        return new Fields(json, "", dialect);
    }

    /** The object itself. */
    public JsonObject json() {
        return json;
    }

    /** The field's value, whatever it is. */
    public @Nullable Object value(String name) {
        return json.getValue(name);
    }

    public Optional<String> text(String name) {
        return typed(name, JsonType.STRING, String.class);
    }

    public String requiredText(String name) {
        return text(name).orElseThrow(() -> dialect.missing(path(name)));
    }

    /** The bytes of a file in a form. */
    public Buffer requiredFile(String name) {
        Buffer content = requiredObject(name).json().getBuffer("content");
        if (content == null) {
            throw dialect.missing(path(name));
        }
        return content;
    }

    public boolean flag(String name) {
        return typed(name, JsonType.BOOLEAN, Boolean.class).orElse(false);
    }

    /** An integer, refused when out of bounds. */
    public OptionalInt integer(String name, int least, int most) {
        Optional<Number> value = typed(name, JsonType.INTEGER, Number.class);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        long number = value.get().longValue();
        if (number < least) {
            throw dialect.invalid(path(name), "Expected a value >= " + least + ", but got " + number + " instead.");
        }
        if (number > most) {
            throw dialect.invalid(path(name), "Expected a value <= " + most + ", but got " + number + " instead.");
        }
        return OptionalInt.of((int) number);
    }

    /** A number, refused when out of bounds. */
    public Optional<Number> number(String name, double least, double most) {
        Optional<Number> value = typed(name, JsonType.NUMBER, Number.class);
        value.filter(number -> number.doubleValue() < least || number.doubleValue() > most)
                .ifPresent(number -> {
                    throw dialect.invalid(
                            path(name), "Expected a value from " + least + " to " + most + ", but got " + number + ".");
                });
        return value;
    }

    public Optional<Fields> object(String name) {
        return typed(name, JsonType.OBJECT, JsonObject.class)
                .map(object -> new Fields(object, path(name) + ".", dialect));
    }

    public Fields requiredObject(String name) {
        return object(name).orElseThrow(() -> dialect.missing(path(name)));
    }

    /** An integer of any API that counts without bounds. */
    public OptionalInt count(String name) {
        return integer(name, 1, Integer.MAX_VALUE);
    }

    public Optional<JsonArray> array(String name) {
        return typed(name, JsonType.ARRAY, JsonArray.class);
    }

    /** The elements of an array of objects; none when it is absent. */
    public List<Fields> objects(String name) {
        JsonArray array = array(name).orElseGet(JsonArray::new);
        List<Fields> objects = new ArrayList<>(array.size());
        for (int index = 0; index < array.size(); index++) {
            String path = dialect.element(path(name), index);
            Object element = array.getValue(index);
            if (!(element instanceof JsonObject object)) {
                throw dialect.mistyped(path, JsonType.OBJECT, element);
            }
            objects.add(new Fields(object, path + ".", dialect));
        }
        return objects;
    }

    /** The path of a field, in the notation of the API's error messages. */
    public String path(String name) {
        return prefix + name;
    }

    private <T> Optional<T> typed(String name, JsonType expected, Class<T> type) {
        Object value = json.getValue(name);
        JsonType actual = JsonType.of(value);
        if (actual == JsonType.NULL) {
            return Optional.empty();
        }
        boolean widened = expected == JsonType.NUMBER && actual == JsonType.INTEGER;
        if (actual != expected && !widened) {
            throw dialect.mistyped(path(name), expected, value);
        }
        return Optional.of(type.cast(value));
    }
}
