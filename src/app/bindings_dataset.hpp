#pragma once

#include <memory>
#include <string>
#include <utility>

#include "app/bindings_door.hpp"
#include "network/dataset.hpp"

namespace bp::js {

/// bp.Dataset: images and labels.
class JsDataset {
  public:
    explicit JsDataset(Dataset set) : set_(std::make_shared<const Dataset>(std::move(set))) {}

    static std::unique_ptr<JsDataset> from_idx(const Arg& images, const Arg& labels) {
        return guarded([&] {
            const auto image_file = bytes_from(or_undefined(images), "images");
            return std::make_unique<JsDataset>(
                Dataset::from_idx(image_file, bytes_from(or_undefined(labels), "labels")));
        });
    }

    double size() const { return static_cast<double>(set_->size()); }
    val image_shape() const { return shape_to_js({set_->image_shape()[0], set_->image_shape()[1]}); }
    int classes() const { return set_->classes(); }

    /// Grey levels divided by 255.
    val image(const Arg& index) const {
        return guarded([&] {
            const auto sample = index_from(or_undefined(index));
            const auto [rows, columns] = set_->image_shape();
            Tensor<double> image = Tensor<double>::filled(Shape{rows, columns}, 0);
            double label = 0;
            set_->gather(std::span(&sample, 1), image.data.data(), &label);
            return to_js(image);
        });
    }

    int label(const Arg& index) const {
        return guarded([&] { return set_->label(index_from(or_undefined(index))); });
    }

    /// x (n, pixels), grey levels divided by 255, and t (n), of the samples of these indices.
    val gather(const Arg& given) const {
        return guarded([&] {
            const auto indices = indices_from(or_undefined(given), "indices");
            const int count = static_cast<int>(indices.size());
            if (count == 0) throw Problem(problems::module_no_indices, "indices");
            for (const uint32_t index : indices) {
                if (index >= set_->size())
                    throw Problem(problems::module_no_sample, "indices", index, set_->size() - 1);
            }
            auto x = Tensor<double>::filled(Shape{count, static_cast<int>(set_->pixels())}, 0);
            auto t = Tensor<double>::filled(Shape{count}, 0);
            set_->gather<double>(indices, x.data.data(), t.data.data());
            val result = val::object();
            result.set("x", to_js(x));
            result.set("t", to_js(t));
            return result;
        });
    }

    const std::shared_ptr<const Dataset>& shared() const { return set_; }

  private:
    uint32_t index_from(const val& index) const {
        return static_cast<uint32_t>(integer_from(index, "index", 0, size() - 1));
    }

    std::shared_ptr<const Dataset> set_;
};

}  // namespace bp::js
