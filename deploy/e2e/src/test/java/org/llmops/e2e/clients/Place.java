package org.llmops.e2e.clients;

import java.util.List;
import java.util.Map;
import org.llmops.e2e.Suite;

/**
 * Where clients go, and what the models are called there.
 *
 * @param chat the models that chat completions are asked of, of one provider dialect each; the first speaks it natively
 * @param wrongKey a key that is refused, with the models below
 */
record Place(
        String url,
        String key,
        List<String> chat,
        String messages,
        String embedding,
        String limited,
        String limitedMessages,
        String wrongKey,
        String wrongKeyModel,
        String wrongKeyMessagesModel) {

    static final String UNKNOWN_MODEL = "no-such-model";

    /** The router, which knows its keys; models of several providers are named with theirs. */
    static Place router(Suite suite) {
        return new Place(
                suite.url("ROUTER"),
                suite.key(),
                List.of("sim-large", "sim-claude", "sim-gemini", "sim-bedrock", "sim-cohere"),
                "sim-claude",
                "simulator/sim-embed",
                "simulator/sim-rate-limited",
                "simulator-anthropic/sim-rate-limited",
                "sk-llmops-wrong-wrong",
                "sim-large",
                "sim-claude");
    }

    /** The simulator, which takes any key and refuses it for the sake of a model. */
    static Place simulator(String url) {
        return new Place(
                url,
                "any",
                List.of("sim-large"),
                "sim-claude",
                "sim-embed",
                "sim-rate-limited",
                "sim-rate-limited",
                "any",
                "sim-unauthorized",
                "sim-unauthorized");
    }

    String chatModel() {
        return chat.getFirst();
    }

    /** For programs that are told in their environment. */
    Map<String, String> environment() {
        return Map.of(
                "CLIENT_BASE_URL", url,
                "CLIENT_KEY", key,
                "CLIENT_CHAT_MODEL", chatModel(),
                "CLIENT_MESSAGES_MODEL", messages,
                "CLIENT_EMBEDDING_MODEL", embedding,
                "CLIENT_LIMITED_MODEL", limited,
                "CLIENT_LIMITED_MESSAGES_MODEL", limitedMessages,
                "CLIENT_WRONG_KEY", wrongKey,
                "CLIENT_WRONG_KEY_MODEL", wrongKeyModel,
                "CLIENT_WRONG_KEY_MESSAGES_MODEL", wrongKeyMessagesModel);
    }
}
