package org.llmops.local.bench;

import java.util.List;
import java.util.Map;
import org.llmops.platform.servers.Child;

/**
 * One way from a client to the simulator.
 *
 * @param url of chat completions
 * @param model that it calls the simulator's fixed answer
 * @param streamModel that it calls the simulator's fixed stream
 * @param processes whose time and memory it costs
 */
record Contender(
        String name, String url, Map<String, String> headers, String model, String streamModel, List<Child> processes) {

    /** Something is known to be the same conversation for all: about as long as a question with a short instruction. */
    String body(boolean streamed) {
        return """
                {"model":"%s","stream":%s,"max_tokens":256,"temperature":0.2,"messages":[\
                {"role":"system","content":"You answer questions about our products briefly and politely, in the language of the question."},\
                {"role":"user","content":"The lamp that I bought in spring flickers when it is dimmed below a third. It does so with \
                every bulb that I have tried, in two rooms, and only in the evening. What may be the reason, and what should I try \
                before I send it back? I would rather keep it, because it is just the right height for the desk."}]}""".formatted(streamed ? streamModel : model, streamed);
    }
}
