package dev.tidemill.operator.kube;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.util.ArrayList;

/**
 * Reads an object of ours whose spec or status cannot be read as one without a spec, {@linkplain
 * Unreadable marked}; else one such object would make the list of its kind unreadable, and with it
 * the operator useless to everybody.
 *
 * <p>The schema lets no such object pass, but what was stored under an older schema is still there.
 */
public final class ForgivingReader extends SimpleModule {
  private static final long serialVersionUID = 1;

  /** A module for the mapper of a client. */
  public ForgivingReader() {
    setDeserializerModifier(new Modifier());
  }

  private static final class Modifier extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public BeanDeserializerBuilder updateBuilder(
        DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
      if (CustomResource.class.isAssignableFrom(bean.getBeanClass())) {
        var properties = new ArrayList<SettableBeanProperty>();
        builder.getProperties().forEachRemaining(properties::add);
        properties.stream()
            .filter(p -> p.getName().equals("spec") || p.getName().equals("status"))
            .forEach(p -> builder.addOrReplaceProperty(new Forgiving(p), true));
      }
      return builder;
    }
  }

  private static final class Forgiving extends SettableBeanProperty.Delegating {
    private static final long serialVersionUID = 1;

    Forgiving(SettableBeanProperty property) {
      super(property);
    }

    @Override
    protected SettableBeanProperty withDelegate(SettableBeanProperty property) {
      return new Forgiving(property);
    }

    @Override
    public void deserializeAndSet(JsonParser parser, DeserializationContext context, Object object)
        throws IOException {
      boolean nested = parser.currentToken().isStructStart();
      int depth = depth(parser);
      try {
        delegate.deserializeAndSet(parser, context, object);
      } catch (JsonProcessingException e) {
        // leaves the parser where it would stand, had all been well
        while (nested && depth(parser) >= depth) {
          if (parser.nextToken() == null) {
            throw e;
          }
        }
        Unreadable.mark((CustomResource<?, ?>) object, getName(), e);
      }
    }

    private static int depth(JsonParser parser) {
      int depth = 0;
      for (JsonStreamContext at = parser.getParsingContext(); at != null; at = at.getParent()) {
        depth++;
      }
      return depth;
    }
  }
}
