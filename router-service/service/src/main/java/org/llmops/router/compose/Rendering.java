package org.llmops.router.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.llmops.prompt.v1.PromptMessage;
import org.llmops.prompt.v1.PromptVersion;
import org.llmops.prompt.v1.TemplatePart;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;

/** Puts a prompt version and what the client sent together to one request. */
final class Rendering {
    /** What only the client can know is no setting of a prompt. */
    private static final Set<String> NOT_SETTINGS = Set.of(
            "messages", "prompt", "stream", "stream_options", "n", "user", "safety_identifier", "metadata", "store");

    private Rendering() {}

    /** The request as if the client had written everything itself: the prompt's messages come first. */
    static RequestBody render(RequestBody body, Member prompt, PromptVersion version, Map<String, String> variables)
            throws BodyMalformed {
        check(version, variables.keySet());
        byte[] messages = messages(version, variables);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        Splice edits = body.edit();
        Member present = body.members().get("messages");
        if (present == null) {
            member(members, "messages", messages);
        } else {
            edits.insert(present.value().start() + 1, elements(messages, body.messages() > 0));
        }
        settings(version).properties().stream()
                .filter(setting -> !NOT_SETTINGS.contains(setting.getKey())
                        && !body.members().containsKey(setting.getKey()))
                .forEach(setting -> member(members, setting.getKey(), Json.bytes(setting.getValue())));
        return RequestBody.scan(replacePrompt(body, prompt, edits, members.toByteArray()));
    }

    private static byte[] replacePrompt(RequestBody body, Member prompt, Splice edits, byte[] members) {
        return members.length == 0
                ? body.remove(edits, prompt.name()).bytes()
                : edits.replace(prompt.whole(), members).bytes();
    }

    private static void check(PromptVersion version, Set<String> given) throws BodyMalformed {
        Set<String> missing = new TreeSet<>(version.getVariablesList());
        missing.removeAll(given);
        Set<String> unknown = new TreeSet<>(given);
        unknown.removeAll(version.getVariablesList());
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw new BodyMalformed(
                    "prompt.variables",
                    "The variables do not fit version " + version.getVersion() + " of prompt '" + version.getName()
                            + "'." + named(" Missing: ", missing) + named(" Unknown: ", unknown));
        }
    }

    private static String named(String what, Set<String> names) {
        return names.isEmpty() ? "" : what + String.join(", ", names) + ".";
    }

    private static byte[] messages(PromptVersion version, Map<String, String> variables) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        for (PromptMessage message : version.getMessagesList()) {
            messages.addObject().put("role", message.getRole()).put("content", content(message, variables));
        }
        return Json.bytes(messages);
    }

    /** Values are put in as they are: what looks like a template in a value is not one. */
    private static String content(PromptMessage message, Map<String, String> variables) {
        StringBuilder content = new StringBuilder();
        for (TemplatePart part : message.getPartsList()) {
            content.append(part.hasVariable() ? variables.get(part.getVariable()) : part.getText());
        }
        return content.toString();
    }

    /** An array's inside, to be put in front of other elements. */
    private static byte[] elements(byte[] array, boolean moreFollow) {
        int inside = array.length - 2;
        byte[] elements = new byte[inside + (moreFollow && inside > 0 ? 1 : 0)];
        System.arraycopy(array, 1, elements, 0, inside);
        if (elements.length > inside) {
            elements[inside] = ',';
        }
        return elements;
    }

    private static JsonNode settings(PromptVersion version) {
        try {
            return version.getConfigJson().isEmpty() ? Json.object() : Json.tree(Json.utf8(version.getConfigJson()));
        } catch (IOException broken) {
            throw new IllegalStateException("The registry's settings of a prompt are not JSON", broken);
        }
    }

    private static void member(ByteArrayOutputStream members, String name, byte[] json) {
        if (members.size() > 0) {
            members.write(',');
        }
        members.writeBytes(Json.quoted(name));
        members.write(':');
        members.writeBytes(json);
    }
}
