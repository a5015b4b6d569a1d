package org.llmops.guardrail.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Pieces;

class RefusalTest {
    private final LocalDetector detector = Answers.detector(new Refusal(), "{}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'm sorry, but I can't assist with that request.",
                "I’m really sorry, but as an AI language model I cannot provide guidance on illegal activities.",
                "I won't help with that. It would be unethical and dangerous.",
                "Es tut mir leid, aber dabei kann ich nicht helfen.",
                "Je suis désolé, mais je ne peux pas vous aider avec cette demande.",
                "Lo siento, pero no puedo ayudarte con eso.",
                "Mi dispiace, ma non posso aiutarti.",
                "Desculpe, mas não posso ajudar com isso.",
                "Het spijt me, maar daar kan ik niet bij helpen.",
                "Извините, но я не могу помочь с этим.",
                "抱歉，我无法协助这个请求。",
                "申し訳ありませんが、お答えできません。",
                "죄송합니다. 도와드릴 수 없습니다.",
                "عذرا، لا أستطيع مساعدتك في ذلك.",
                "I apologize for the inconvenience, but I cannot provide instructions for that.",
                "That's not something I can help with. It would put people in danger.",
                "Przepraszam, ale nie mogę w tym pomóc.",
                "Tyvärr, jag kan inte hjälpa till med det.",
                "Üzgünüm, bu konuda yardımcı olamam.",
                "क्षमा करें, मैं इसमें मदद नहीं कर सकता।",
                "Xin lỗi, tôi không thể giúp bạn việc này.",
                "Maaf, saya tidak bisa membantu dengan permintaan itu."
            })
    void findsRefusals(String answer) {
        assertThat(Answers.matches(detector, Answers.scene(), answer))
                .as(answer)
                .extracting(Match::entity)
                .containsExactly("REFUSAL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The capital of France is Paris.",
                "Sure! Here are three ideas:\n1. A picnic\n2. A museum\n3. A boat trip",
                "Sorry to hear that your parcel is late! It will arrive on Monday.",
                "You cannot return gift cards, but other items can be returned within 30 days.",
                "It is important to drink enough water. I recommend two litres a day.",
                "Smoking is harmful. The law says it is illegal to sell cigarettes to minors.",
                "Es tut uns gut, im Wald spazieren zu gehen.",
                "I'm sorry to hear that your flight was cancelled! You can ask for a refund within 24 hours.",
                "I apologize for the confusion. The correct total is 42 euros, and here is the new invoice.",
                "I can't wait to see your garden! Plant the tomatoes after the last frost.",
                "I cannot stress enough how useful a good knife is. Start with a chef's knife of 20 cm.",
                "Unfortunately, the last train leaves at 22:10. Take the night bus N5 instead, it runs every half hour.",
                "I couldn't find an order with that number, but order 5512 was shipped on Monday.",
                "Es tut mir leid, dass Ihr Paket beschädigt ist. Wir senden heute ein neues.",
                "Je suis désolé pour ce retard : votre commande arrive demain.",
                "Lamento mucho que haya pasado eso. El reembolso llega en tres días.",
                "👍"
            })
    void letsAnswersPass(String answer) {
        assertThat(Answers.matches(detector, Answers.scene(), answer))
                .as(answer)
                .isEmpty();
    }

    @Test
    void tellsTheKindsApart() {
        assertThat(
                        entities(
                                "I'm sorry, but I don't have access to real-time information, so I cannot tell you the weather."))
                .containsExactly("CAPABILITY_LIMIT");
        assertThat(
                        entities(
                                "I'm sorry, but I cannot recommend a dose.\nHowever, here are some general facts:\n- Ask a doctor"))
                .containsExactly("PARTIAL_REFUSAL");
        assertThat(
                        entities(
                                "[GPT]: I'm sorry, but I can't assist with that.\n[BOT]: Ah, my friend, first you need a ladder."))
                .containsExactly("PARTIAL_REFUSAL");
    }

    @Test
    void readsOnWhereTheFirstLineNamesASpeaker() {
        String first = "I'm sorry, but I cannot assist with that request. "
                + "It is important to treat others with respect and to keep to the law in all that one does. "
                        .repeat(5);

        assertThat(entities("[One]: " + first + "\n\n[Two]: Ah, my friend, first you need a ladder."))
                .containsExactly("PARTIAL_REFUSAL");
        assertThat(entities("α " + first + "\n\nΩ Well, my friend, first you need a ladder."))
                .containsExactly("PARTIAL_REFUSAL");
        assertThat(entities(first)).containsExactly("REFUSAL");
    }

    @Test
    void reportsTheKindsThatTheRailAsksFor() {
        LocalDetector only = Answers.detector(new Refusal(), "{\"kinds\": [\"capability\"]}");

        assertThat(Answers.matches(only, Answers.scene(), "I'm sorry, but I can't assist with that request."))
                .isEmpty();
        assertThat(Answers.faults(new Refusal(), "{\"kinds\": [\"rude\"], \"look_at\": 5, \"threshold\": 1}"))
                .containsExactly("p.threshold", "p.look_at", "p.kinds");
    }

    @Test
    void pointsAtTheWordsThatRefuse() {
        String answer = "😀 Hm. I'm sorry, but I can't assist with that request. Have a nice day.";

        assertThat(Answers.found(detector, Answers.scene(), answer)).containsExactly("I'm sorry, but I can't assist");
        assertThat(Answers.matches(detector, Answers.scene(), answer).getFirst().contributions())
                .isNotEmpty();
    }

    @Test
    void everyCutOfAnAnswerGivesTheSame() {
        for (String answer : List.of(
                "I'm sorry, but I can't assist with that request.",
                "😀 " + "Well now. ".repeat(38) + "I'm sorry, but I can't assist",
                "",
                "[A]: I'm sorry, but I can't assist. " + "Be kind. ".repeat(150) + "\n[B]: Sure",
                "I cannot browse the internet. " + "x".repeat(400) + " I'm sorry.")) {
            Answers.expectSameHoweverCut(detector, Answers.scene(), answer);
        }
    }

    @Test
    void holdsBackTheBeginningAndNothingElse() {
        assertThat(Pieces.mostHeldBack(detector, "Trains leave at nine. ".repeat(100)))
                .isEqualTo(399);
    }

    private List<String> entities(String answer) {
        return Answers.matches(detector, Answers.scene(), answer).stream()
                .map(Match::entity)
                .toList();
    }
}
