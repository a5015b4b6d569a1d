package org.llmops.router.routes.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object of a document and its place. What is wrong is noted, and reading goes on with something that does no harm. */
record Part(JsonNode json, String path, Faults faults) {
    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return json.has(name) && !json.get(name).isNull();
    }

    /** Notes every member that means nothing here. */
    void allow(Collection<String> names) {
        json.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                faults.at(
                        pathOf(name),
                        "Nothing is called that here: take it away, or use one of " + String.join(", ", names));
            }
        });
    }

    /** The object of this name; empty, and noted, when there is none. */
    Optional<Part> object(String name) {
        JsonNode value = json.get(name);
        if (value == null || !value.isObject()) {
            faults.at(pathOf(name), value == null ? "must be given, as an object" : "must be an object");
            return Optional.empty();
        }
        return Optional.of(new Part(value, pathOf(name), faults));
    }

    /** The objects of a list. */
    List<Part> objects(String name, int least, int most) {
        JsonNode list = json.get(name);
        if (list == null || !list.isArray() || list.size() < least || list.size() > most) {
            faults.at(pathOf(name), "must be a list of %d to %d objects".formatted(least, most));
            return List.of();
        }
        List<Part> parts = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            String place = pathOf(name) + "[" + i + "]";
            if (list.get(i).isObject()) {
                parts.add(new Part(list.get(i), place, faults));
            } else {
                faults.at(place, "must be an object");
            }
        }
        return parts;
    }

    String text(String name, int longest) {
        JsonNode value = json.get(name);
        if (value == null
                || !value.isTextual()
                || value.asText().isBlank()
                || value.asText().length() > longest) {
            faults.at(pathOf(name), "must be a text of 1 to " + longest + " characters");
            return "";
        }
        return value.asText();
    }

    @Nullable
    String optionalText(String name, int longest) {
        return has(name) ? text(name, longest) : null;
    }

    long whole(String name, long least, long most, long otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = json.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < least || value.asLong() > most) {
            faults.at(pathOf(name), "must be a whole number from %d to %d".formatted(least, most));
            return otherwise;
        }
        return value.asLong();
    }

    double number(String name, double least, double most, double otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = json.get(name);
        if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
            faults.at(pathOf(name), "must be a number from %s to %s".formatted(plain(least), plain(most)));
            return otherwise;
        }
        return value.asDouble();
    }

    boolean bool(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (!json.get(name).isBoolean()) {
            faults.at(pathOf(name), "must be true or false");
            return otherwise;
        }
        return json.get(name).asBoolean();
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
