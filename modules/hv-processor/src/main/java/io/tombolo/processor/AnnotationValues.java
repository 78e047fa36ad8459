package io.tombolo.processor;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;

/** Reads the values of one annotation, which is known by name only. */
final class AnnotationValues {
    private final Elements elements;
    private final AnnotationMirror annotation;

    private AnnotationValues(Elements elements, AnnotationMirror annotation) {
        this.elements = elements;
        this.annotation = annotation;
    }

    /** {@return the values of the annotation with that qualified name, if the element has it} */
    static Optional<AnnotationValues> of(Elements elements, Element element, String annotationName) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
            if (type.getQualifiedName().contentEquals(annotationName)) {
                return Optional.of(new AnnotationValues(elements, mirror));
            }
        }
        return Optional.empty();
    }

    /** {@return the value of a member that is a string} */
    String string(String member) {
        return value(member).toString();
    }

    /** {@return the values of a member that is an array of strings} */
    List<String> strings(String member) {
        return ((List<?>) value(member))
                .stream()
                        .map(item -> ((AnnotationValue) item).getValue().toString())
                        .toList();
    }

    /** {@return the name of the constant that a member of an enumeration type has} */
    String constant(String member) {
        return ((VariableElement) value(member)).getSimpleName().toString();
    }

    private Object value(String member) {
        for (var entry : elements.getElementValuesWithDefaults(annotation).entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(member)) {
                return entry.getValue().getValue();
            }
        }
        throw new IllegalStateException("the annotation " + annotation + " has no member " + member);
    }
}
