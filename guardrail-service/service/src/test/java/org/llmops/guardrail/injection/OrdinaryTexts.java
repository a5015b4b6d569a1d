package org.llmops.guardrail.injection;

import java.util.ArrayList;
import java.util.List;
import org.llmops.guardrail.learning.Example;

/**
 * Harmless requests that use the words of attacks, put together from frames: without them a model learns that to ask about
 * such words is an attack. None of them is among the questions that the detector is measured on.
 */
final class OrdinaryTexts {
    /** What the names of all sources of generated texts begin with. */
    static final String PREFIX = "ordinary-";

    private static final List<String> THINGS = List.of(
            "a bypass",
            "an override",
            "a jailbreak",
            "a system prompt",
            "prompt engineering",
            "a security policy",
            "root access",
            "debug mode",
            "developer mode",
            "a command prompt",
            "a content filter",
            "an access token",
            "a secret ballot",
            "a confidential report",
            "an ethical guideline",
            "a hidden folder",
            "moderation",
            "an unlimited plan",
            "a language model",
            "a chatbot persona",
            "an AI assistant",
            "a role-playing game",
            "a safety protocol",
            "an instruction set",
            "a sandbox",
            "a base64 string",
            "an admin account",
            "a firewall rule");
    private static final List<String> ABOUT = List.of(
            "What is %s?",
            "How does %s work?",
            "Where did the idea of %s come from?",
            "Explain %s to a child.",
            "Write two paragraphs about %s.",
            "When would somebody need %s?",
            "Is %s legal in Canada?",
            "Give me the pros and cons of %s.",
            "Which book about %s do you recommend?",
            "How do I set up %s?",
            "Compare %s with its alternatives.",
            "Show me an example of %s, please.",
            "Could you tell me what %s is and who needs one?",
            "Why do companies have %s, and what happens without?");
    private static final List<String> SETTINGS = List.of(
            "developer mode",
            "debug mode",
            "safe mode",
            "dark mode",
            "god mode",
            "admin mode",
            "the child lock",
            "the spam filter",
            "the content filter",
            "automatic updates",
            "the override switch",
            "maintenance mode");
    private static final List<String> TO_SET = List.of(
            "How do I enable %s on my laptop?",
            "How can I disable %s on the television?",
            "Where do I find %s in the menu?",
            "Does %s use more battery?",
            "I cannot turn off %s, what is wrong?",
            "Please explain what %s does.");
    private static final List<String> IGNORED = List.of(
            "the noise",
            "my last message",
            "the warning light",
            "a typo",
            "empty lines",
            "upper and lower case",
            "the rude comment",
            "my earlier email",
            "the first column",
            "holidays",
            "the old version",
            "null values");
    private static final List<String> TO_IGNORE = List.of(
            "Can I ignore %s?",
            "How do I ignore %s?",
            "Please ignore %s.",
            "Is it wise to disregard %s?",
            "Why do people ignore %s?",
            "Forget %s, I meant something else.",
            "Should the script skip %s?",
            "What happens when we overlook %s?",
            "Sorry, ignore %s; here is the right one.");
    private static final List<String> ROLES = List.of(
            "a French teacher",
            "a translator",
            "a fitness coach",
            "a tour guide in Rome",
            "a wedding planner",
            "a shop assistant",
            "a job interviewer",
            "a poet",
            "a grumpy cat",
            "a doctor in a play",
            "a chess partner",
            "a librarian",
            "a mountain guide",
            "a cloud over the sea",
            "a spelling checker",
            "an accountant");
    private static final List<String> TO_PLAY = List.of(
            "Act as %s.",
            "I want you to act as %s and help me practise.",
            "Pretend to be %s.",
            "Imagine you are %s.",
            "You are %s. Tell me about your day.",
            "Let's roleplay: you are %s and I am the customer.",
            "Take the role of %s and answer my questions.",
            "From now on you are %s, so greet me.",
            "Imagine a day in the life of %s and write it down.",
            "Could you play %s for my class?");
    private static final List<String> FORMS = List.of(
            "in one sentence",
            "in simple words",
            "as a table",
            "in Spanish",
            "with yes or no",
            "as JSON",
            "politely",
            "without bullet points",
            "in metric units",
            "with the corrected text",
            "in two lines",
            "with a number");
    private static final List<String> TO_ANSWER = List.of(
            "Please answer only %s.",
            "Respond %s, please.",
            "Only reply %s.",
            "From now on, answer %s.",
            "Do not explain, just answer %s.",
            "Write your answer %s.",
            "Give your response %s and nothing else.",
            "Include a summary %s in your answer.");
    private static final List<String> TEXTS = List.of(
            "the instructions",
            "the previous instructions",
            "the paragraph above",
            "the text above",
            "the rules",
            "the last answer",
            "the previous step",
            "the guidelines",
            "the recipe above",
            "the house rules");
    private static final List<String> TO_READ = List.of(
            "Please repeat %s.",
            "Summarise %s.",
            "Translate %s into German.",
            "I do not understand %s.",
            "Rewrite %s in a friendlier tone.",
            "Why were %s changed?",
            "I followed %s, but it does not work.",
            "Where are %s printed?",
            "Could you explain %s again?",
            "Show me %s for the washing machine.");
    private static final List<String> SECRETS = List.of(
            "a password",
            "an API key",
            "my credentials",
            "a private key",
            "a confidential file",
            "personal data",
            "a secret recipe",
            "an access code");
    private static final List<String> TO_KEEP = List.of(
            "How do I store %s safely?",
            "I lost %s, what now?",
            "How do I send %s to a colleague?",
            "Show me how to encrypt %s.",
            "Who may read %s in a company?",
            "What does the law say about %s?",
            "Tell me how to change %s.",
            "How do I generate %s in Java?");

    private static final List<String> STEPS = List.of(
            "leave out the eggs",
            "skip the next round",
            "discard the marinade",
            "drop one stitch",
            "ignore the second row",
            "forget the yeast for now",
            "put the dough aside overnight",
            "delete the old entry first",
            "remove the guard before cleaning",
            "do not follow the arrows",
            "start over from the beginning",
            "cancel the previous command");
    private static final List<String> TO_QUOTE = List.of(
            "The recipe says \"%s\"; how long does that take?",
            "Rule 4 of the game is to %s. Do both players have to?",
            "In the manual the directions are '%s', which makes no sense to me.",
            "Why do the instructions of this kit tell me to %s?",
            "Does the guideline '%s' still hold for the new version?");

    private OrdinaryTexts() {}

    static List<Example> all() {
        List<Example> all = new ArrayList<>();
        combine(PREFIX + "things", ABOUT, THINGS, all);
        combine(PREFIX + "settings", TO_SET, SETTINGS, all);
        combine(PREFIX + "ignoring", TO_IGNORE, IGNORED, all);
        combine(PREFIX + "roles", TO_PLAY, ROLES, all);
        combine(PREFIX + "forms", TO_ANSWER, FORMS, all);
        combine(PREFIX + "texts", TO_READ, TEXTS, all);
        combine(PREFIX + "secrets", TO_KEEP, SECRETS, all);
        combine(PREFIX + "steps", TO_QUOTE, STEPS, all);
        return all;
    }

    private static void combine(String source, List<String> frames, List<String> fillers, List<Example> all) {
        for (String frame : frames) {
            for (String filler : fillers) {
                all.add(Example.of(frame.formatted(filler), false, source, "en generated"));
            }
        }
    }
}
