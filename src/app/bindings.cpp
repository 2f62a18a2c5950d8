// The engine as an ES module. Types and errors are translated here, and nothing is decided:
// web/engine/backprop.d.ts documents it. The page's module has what the page's workers call of it;
// what is for other pages is left out of it (BP_PAGE).
#include <emscripten/bind.h>

#include "app/bindings_graph.hpp"
#include "app/bindings_trainer.hpp"
#include "network/digit_image.hpp"

using namespace bp::js;

namespace {

// embind tells constructors apart by the number of arguments: with fewer, the engine says which one is
// missing.
JsNetwork* network_of_nothing() { return JsNetwork::create({}); }
JsTrainer* trainer_of_nothing() { return JsTrainer::create({}, {}, {}, {}); }
JsTrainer* trainer_of(const Arg& network) { return JsTrainer::create(network, {}, {}, {}); }
JsTrainer* trainer_of(const Arg& network, const Arg& train) {
    return JsTrainer::create(network, train, {}, {});
}
JsTrainer* trainer_of(const Arg& network, const Arg& train, const Arg& test) {
    return JsTrainer::create(network, train, test, {});
}

val centred_digit(const Arg& image, const Arg& size) {
    return guarded([&] {
        const double side = size ? integer_from(*size, "size", 1, 0x1p31 - 1) : 28;
        const auto drawing = tensor_from<double>(or_undefined(image), "image");
        return to_js(bp::centred_digit(drawing, static_cast<int>(side)));
    });
}

val layers_of_npz(const Arg& bytes) {
    return guarded([&] { return sizes_to_js(bp::npz_layers(bytes_from(or_undefined(bytes), "bytes"))); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(backprop) {
    using emscripten::allow_raw_pointers;
    using emscripten::select_overload;
    emscripten::register_optional<val>();
    emscripten::constant("version", std::string(BP_VERSION));

    emscripten::class_<JsDataset>("Dataset")
        .class_function("fromIdx", &JsDataset::from_idx)
        .property("size", &JsDataset::size)
        .property("imageShape", &JsDataset::image_shape)
        .property("classes", &JsDataset::classes)
        .function("image", &JsDataset::image)
        .function("label", &JsDataset::label)
        .function("gather", &JsDataset::gather);

    emscripten::class_<JsNetwork> network("Network");
    network.constructor(&network_of_nothing, allow_raw_pointers())
        .constructor(&JsNetwork::create, allow_raw_pointers())
        .function("params", &JsNetwork::params)
        .function("setParams", &JsNetwork::set_params)
        .function("predict", &JsNetwork::predict)
        .function("gradient", &JsNetwork::gradient)
        .property("layers", &JsNetwork::layers)
        .function("gradCheck", &JsNetwork::grad_check)
        .function("probabilities", &JsNetwork::probabilities)
        .function("inputGradient", &JsNetwork::input_gradient)
        .function("statistics", &JsNetwork::statistics)
        .function("assess", &JsNetwork::assess)
        .function("sampleFile", &JsNetwork::sample_file)
        .function("unitFile", &JsNetwork::unit_file)
        .function("exportAs", &JsNetwork::export_as)
        .function("importNpz", &JsNetwork::import_npz);

#ifndef BP_PAGE
    emscripten::class_<JsGraph>("Graph")
        .class_function("fromFormula", &JsGraph::from_formula)
        .function("value", &JsGraph::value)
        .function("grad", &JsGraph::grad)
        .function("set", &JsGraph::set)
        .function("setUpstream", &JsGraph::set_upstream)
        .function("setOutput", &JsGraph::set_output)
        .function("nodes", &JsGraph::nodes)
        .function("localGradient", &JsGraph::local_gradient)
        .function("gradCheck", &JsGraph::grad_check)
        .function("formula", &JsGraph::formula)
        .function("backward", &JsGraph::backward)
        .function("zeroGrad", &JsGraph::zero_grad)
        .function("accumulatedGrad", &JsGraph::accumulated_grad)
        .function("unfold", &JsGraph::unfold)
        .function("fold", &JsGraph::fold)
        .class_function("fromJSON", &JsGraph::from_json)
        .function("toJSON", &JsGraph::to_json)
        .function("toDOT", &JsGraph::to_dot);

    network.function("loss", &JsNetwork::loss)
        .function("accuracy", &JsNetwork::accuracy)
        .function("numericalGradient", &JsNetwork::numerical_gradient)
        .function("toGraph", &JsNetwork::to_graph);
#endif

    emscripten::class_<JsTrainer>("Trainer")
        .constructor(&trainer_of_nothing, allow_raw_pointers())
        .constructor(select_overload<JsTrainer*(const Arg&)>(&trainer_of), allow_raw_pointers())
        .constructor(select_overload<JsTrainer*(const Arg&, const Arg&)>(&trainer_of), allow_raw_pointers())
        .constructor(select_overload<JsTrainer*(const Arg&, const Arg&, const Arg&)>(&trainer_of),
                     allow_raw_pointers())
        .constructor(&JsTrainer::create, allow_raw_pointers())
        .property("learningRate", &JsTrainer::learning_rate)
        .property("path", &JsTrainer::path)
        .function("setLearningRate", &JsTrainer::set_learning_rate)
        .function("nextBatch", &JsTrainer::next_batch)
        .function("culprit", &JsTrainer::culprit)
        .function("step", &JsTrainer::step)
        .function("evaluateByEpoch", &JsTrainer::evaluate_by_epoch)
        .function("go", &JsTrainer::go)
        .function("advance", &JsTrainer::advance)
        .property("over", &JsTrainer::over)
        .function("sound", &JsTrainer::sound)
        .function("evaluate", &JsTrainer::evaluate)
        .function("checkpoint", &JsTrainer::checkpoint)
        .function("restore", &JsTrainer::restore);

    emscripten::function("npzLayers", &layers_of_npz);
    emscripten::function("centredDigit", &centred_digit);
}
