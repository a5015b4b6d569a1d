package org.llmops.guardrail.onnx;

import java.util.List;

/** A graph of ONNX operators, as onnx.proto writes it. */
final class Graph {
    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int BOOL = 9;

    private static final int IR_VERSION = 8;
    private static final int OPERATORS = 13;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_GRAPH = 5;
    private static final int ATTRIBUTE_INTS = 7;

    private final Protobuf graph = new Protobuf().text(2, "tiny");

    Graph input(String name, int type, String... dimensions) {
        graph.message(11, value(name, type, dimensions));
        return this;
    }

    Graph output(String name, int type, String... dimensions) {
        graph.message(12, value(name, type, dimensions));
        return this;
    }

    Graph floats(String name, long rows, long columns, float... values) {
        graph.message(5, tensor(name, FLOAT, Protobuf.floats(values), rows, columns));
        return this;
    }

    Graph longs(String name, long... values) {
        graph.message(5, tensor(name, INT64, Protobuf.longs(values), values.length));
        return this;
    }

    Graph node(String operator, String output, List<Protobuf> attributes, String... inputs) {
        Protobuf node = new Protobuf();
        for (String input : inputs) {
            node.text(1, input);
        }
        node.text(2, output).text(4, operator);
        attributes.forEach(attribute -> node.message(5, attribute));
        graph.message(1, node);
        return this;
    }

    byte[] model() {
        return new Protobuf()
                .number(1, IR_VERSION)
                .text(2, "test")
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").number(2, OPERATORS))
                .toBytes();
    }

    static Protobuf attribute(String name, long value) {
        return new Protobuf().text(1, name).number(3, value).number(20, ATTRIBUTE_INT);
    }

    static Protobuf attribute(String name, long[] values) {
        Protobuf attribute = new Protobuf().text(1, name);
        for (long value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, ATTRIBUTE_INTS);
    }

    static Protobuf attribute(String name, Graph value) {
        return new Protobuf().text(1, name).message(6, value.graph).number(20, ATTRIBUTE_GRAPH);
    }

    private static Protobuf tensor(String name, int type, byte[] raw, long... dimensions) {
        Protobuf tensor = new Protobuf();
        for (long dimension : dimensions) {
            tensor.number(1, dimension);
        }
        return tensor.number(2, type).text(8, name).bytes(9, raw);
    }

    /** Dimensions are numbers, or names of what is open. */
    private static Protobuf value(String name, int type, String... dimensions) {
        Protobuf shape = new Protobuf();
        for (String dimension : dimensions) {
            boolean open = !Character.isDigit(dimension.charAt(0));
            shape.message(
                    1, open ? new Protobuf().text(2, dimension) : new Protobuf().number(1, Long.parseLong(dimension)));
        }
        Protobuf tensor = new Protobuf().number(1, type).message(2, shape);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }
}
