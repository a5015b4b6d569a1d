package org.llmops.router.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.llmops.router.wire.WireFormat;

/** Puts a prompt version and what the client sent together to one request. */
final class Rendering {
    /** What only the client can know is no setting of a prompt. */
    private static final Set<String> NOT_SETTINGS = Set.of(
            "messages", "prompt", "stream", "stream_options", "n", "user", "safety_identifier", "metadata", "store");

    private Rendering() {}

    /** The request as if the client had written everything itself: the prompt's messages come first. */
    static RequestBody render(
            WireFormat format, RequestBody body, Member prompt, PromptVersion version, Map<String, String> variables)
            throws BodyMalformed {
        check(version, variables.keySet());
        Splice edits = body.edit();
        ObjectNode added = format.preface(body, edits, messages(version, variables));
        format.settings(settings(version)).properties().stream()
                .filter(setting -> !NOT_SETTINGS.contains(setting.getKey())
                        && !body.members().containsKey(setting.getKey()))
                .forEach(setting -> added.set(setting.getKey(), setting.getValue()));
        return body.reader().read(replacePrompt(body, prompt, edits, added).bytes());
    }

    private static Splice replacePrompt(RequestBody body, Member prompt, Splice edits, ObjectNode added) {
        if (added.isEmpty()) {
            return body.remove(edits, prompt.name());
        }
        byte[] object = Json.bytes(added);
        return edits.replace(prompt.whole(), Arrays.copyOfRange(object, 1, object.length - 1));
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

    private static List<JsonNode> messages(PromptVersion version, Map<String, String> variables) {
        List<JsonNode> messages = new ArrayList<>(version.getMessagesCount());
        for (PromptMessage message : version.getMessagesList()) {
            messages.add(Json.object().put("role", message.getRole()).put("content", content(message, variables)));
        }
        return messages;
    }

    /** Values are put in as they are: what looks like a template in a value is not one. */
    private static String content(PromptMessage message, Map<String, String> variables) {
        StringBuilder content = new StringBuilder();
        for (TemplatePart part : message.getPartsList()) {
            content.append(part.hasVariable() ? variables.get(part.getVariable()) : part.getText());
        }
        return content.toString();
    }

    private static ObjectNode settings(PromptVersion version) {
        try {
            return Json.tree(Json.utf8(version.getConfigJson())) instanceof ObjectNode settings
                    ? settings
                    : Json.object();
        } catch (IOException broken) {
            throw new IllegalStateException("The registry's settings of a prompt are not JSON", broken);
        }
    }
}
