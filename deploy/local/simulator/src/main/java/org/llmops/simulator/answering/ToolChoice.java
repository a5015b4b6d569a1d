package org.llmops.simulator.answering;

/** Whether the model has to call a tool. */
public sealed interface ToolChoice {

    /** The model decides. */
    record Auto() implements ToolChoice {}

    /** No tool may be called. */
    record None() implements ToolChoice {}

    /** Some tool has to be called. */
    record Any() implements ToolChoice {}

    /** This tool has to be called. */
    record Named(Tool tool) implements ToolChoice {}
}
